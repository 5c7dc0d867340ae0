/** What people do in their browsers, on phones and large screens, against a whole server. Waits on what is shown, never on time. */
package fr.preau.browser;
