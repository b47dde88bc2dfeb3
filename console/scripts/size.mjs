/**
 * Fails when what the console's list page loads at first is more than 250 KB gzipped.
 *
 * Counts index.html's script, style and everything that these import statically, and the chunk of the list page; a
 * chunk that is loaded on demand counts where its name says that the list needs it.
 */
