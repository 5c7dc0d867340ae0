package fr.preau.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.Queue;

/** Ports of the rooms whose answers come when the test says so: each question is asked at once, and its answer kept back. */
final class Held {

  private final Queue<Runnable> answers = new ArrayDeque<>();
  private String method = "";

  /** From now on the answers of this method are kept back. */
  synchronized void hold(String name) {
    method = name;
  }

  synchronized int size() {
    return answers.size();
  }

  /** Gives every answer, and keeps back no more. */
  synchronized void release() {
    method = "";
    while (!answers.isEmpty()) answers.remove().run();
  }

  @SuppressWarnings("unchecked")
  <T> T around(Class<T> port, T real) {
    return (T) java.lang.reflect.Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, called, arguments) -> {
      try {
        var answer = called.invoke(real, arguments);
        return answer instanceof Future<?> future ? kept(called.getName(), future) : answer;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }

  private synchronized <T> Future<T> kept(String name, Future<T> answer) {
    if (!name.equals(method)) return answer;
    Promise<T> promise = Promise.promise();
    answers.add(() -> answer.onComplete(promise));
    return promise.future();
  }
}
