/**
 * PURE. Import and export formats, one class each behind {@link fr.preau.exchange.Importer} and
 * {@link fr.preau.exchange.Exporter}: functions of bytes and boards, without files, clock or randomness.
 *
 * <p>May import {@code board}, {@code workshop}, {@code insight}; may be imported by {@code http} and the composition root.
 *
 * <p>Threads: {@link fr.preau.exchange.Formats} and what it hands out are immutable and may be used by any thread; what
 * reads one file lives on the thread that reads it.
 */
package fr.preau.exchange;
