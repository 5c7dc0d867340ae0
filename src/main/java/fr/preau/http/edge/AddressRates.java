package fr.preau.http.edge;

import fr.preau.http.live.TokenBucket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How often each address may do something; a bounded number of addresses is remembered, those that came last. */
public final class AddressRates {

  private static final int MOST_ADDRESSES = 20_000;

  private final double perSecond;
  private final int burst;
  private final LongSupplier clock;
  private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
      return size() > MOST_ADDRESSES;
    }
  };

  /**
   * @param most  so often at once …
   * @param in    … and again in so many seconds, evenly
   * @param clock in milliseconds
   */
  public AddressRates(int most, int in, LongSupplier clock) {
    this.perSecond = (double) most / in;
    this.burst = most;
    this.clock = clock;
  }

  /** Seconds that the address has to wait before its next try; 0 where it may try now. */
  public long secondsToWait(String address) {
    var bucket = buckets.get(address);
    return bucket == null ? 0 : (bucket.millisUntilOne(clock.getAsLong()) + 999) / 1000;
  }

  /** Counts one. */
  public void count(String address) {
    buckets.computeIfAbsent(address, unknown -> new TokenBucket(perSecond, burst, clock.getAsLong())).take(clock.getAsLong());
  }
}
