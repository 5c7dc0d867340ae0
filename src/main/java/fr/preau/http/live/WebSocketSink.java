package fr.preau.http.live;

import fr.preau.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocket08FrameEncoder;

/**
 * The way of frames into a WebSocket's channel, below its encoder: they come as they go over the wire, and the same bytes
 * go to all who get the same frame, without a copy or an object for each on the heap but Netty's own.
 *
 * <p>Thread: the event loop of the rooms, which is that of the channel.
 */
final class WebSocketSink extends ChannelInboundHandlerAdapter {

  private static final int FINAL_TEXT = 0x81;
  private static final int SHORT = 125;
  private static final int SIZE_IN_2_BYTES = 126;
  private static final int SIZE_IN_8_BYTES = 127;
  private static final int LONGEST_HEAD = 10;

  private final Runnable writable;
  private final Last last;
  private ChannelHandlerContext context;

  /** The frame that was written last, as it goes over the wire: what is for many is written to one after the other. */
  static final class Last {
    private Frame frame;
    private ByteBuf head = Unpooled.EMPTY_BUFFER;

    /** All of the frame, or all of it but its {@link Frame#rest}. */
    ByteBuf head(Frame wanted) {
      if (frame != wanted) {
        head.release();
        head = framed(wanted);
        frame = wanted;
      }
      return head.retainedDuplicate();
    }
  }

  /**
   * @param last     shared by all sinks of a thread
   * @param writable called when the channel has room again
   */
  WebSocketSink(Last last, Runnable writable) {
    this.last = last;
    this.writable = writable;
  }

  /** Takes its place; false where this version of the protocol frames in another way. */
  boolean enter(ChannelPipeline pipeline) {
    var encoder = pipeline.context(WebSocket08FrameEncoder.class);
    if (encoder == null) return false;
    pipeline.addBefore(encoder.name(), "sink", this);
    return true;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  void write(Frame frame) {
    var head = last.head(frame);
    if (frame.rest() != null) {
      context.write(head);
      context.writeAndFlush(Unpooled.wrappedBuffer(frame.rest()));
    } else {
      context.writeAndFlush(head);
    }
  }

  boolean full() {
    return !context.channel().isWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext changed) {
    changed.fireChannelWritabilityChanged();
    if (changed.channel().isWritable()) writable.run();
  }

  private static ByteBuf framed(Frame frame) {
    int size = frame.size();
    var buffer = Unpooled.directBuffer(LONGEST_HEAD + frame.head().length).writeByte(FINAL_TEXT);
    if (size <= SHORT) buffer.writeByte(size);
    else if (size <= 0xFFFF) buffer.writeByte(SIZE_IN_2_BYTES).writeShort(size);
    else buffer.writeByte(SIZE_IN_8_BYTES).writeLong(size);
    return buffer.writeBytes(frame.head());
  }
}
