/**
 * Live connections: the frames of the contract over WebSocket and SockJS, what a client may send and how fast, and how
 * much may wait for it. Imported by {@code http} only. Everything here runs on the one event loop of the rooms.
 */
package fr.preau.http.live;
