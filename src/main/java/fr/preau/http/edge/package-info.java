/**
 * What stands between the network and the answers: who may call from where, how much and how long, which headers every
 * answer carries, and the files of the browser. Imported by {@code http} only; knows nothing of workshops.
 * Thread: the event loop of the HTTP server.
 */
package fr.preau.http.edge;
