/** What goes wrong for real: connections and commits that tests delay, cut, silence or lose, and what must hold all the same. */
package fr.preau.fault;
