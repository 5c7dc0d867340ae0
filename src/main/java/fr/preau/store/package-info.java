/**
 * PostgreSQL: the embedded server, migrations, and the log and directory kept in it.
 *
 * <p>May import room, board, workshop and protocol; imported by the composition root alone. Starting and stopping block
 * (call them off the event loops); everything else is asynchronous and completes on the caller's event loop.
 */
package fr.preau.store;
