// Everything here only improves pages that already work. Listeners sit on the document, so
// what htmx swaps in needs no set-up.
import "./counter.js";
import "./autosize.js";
import "./dialog.js";
import "./errors.js";
import "./local-time.js";
import "./copy-link.js";
import "./share.js";
import "./vote.js";
import "./taps.js";
import "./in-place.js";
import "./draft.js";
import "./file.js";
import "./embed.js";
