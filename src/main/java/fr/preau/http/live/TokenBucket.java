package fr.preau.http.live;

/** A rate with a burst: so many tokens at most, refilled evenly. Not for several threads. */
public final class TokenBucket {

  private final double perMillisecond;
  private final double most;
  private double tokens;
  private long at;

  /** @param now in milliseconds, of the same clock as all later calls */
  public TokenBucket(double perSecond, double burst, long now) {
    this.perMillisecond = perSecond / 1000;
    this.most = burst;
    this.tokens = burst;
    this.at = now;
  }

  /** Takes a token where there is one. */
  public boolean take(long now) {
    refill(now);
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  }

  /** Milliseconds until there is a token; 0 where there is one now. */
  public long millisUntilOne(long now) {
    refill(now);
    return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perMillisecond);
  }

  private void refill(long now) {
    if (now > at) tokens = Math.min(most, tokens + (now - at) * perMillisecond);
    at = Math.max(at, now);
  }
}
