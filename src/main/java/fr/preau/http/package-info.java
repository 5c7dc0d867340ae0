/**
 * The server as programs and browsers see it: the URL map ({@link fr.preau.http.Routes}), the API and its contract, live
 * boards, assets. May import everything but {@code store}; imported by the composition root only.
 * Thread: the one event loop of the rooms; files are read and written by workers.
 */
package fr.preau.http;
