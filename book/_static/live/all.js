// The entry point that the build bundles into one script: a page opened as a file can load a script, but not modules.

import "./activation.js";
import "./homework.js";
import "./live.js";
import "./rate.js";
import "./sheet.js";
import "./turn.js";
