// What the build makes one script of: a page opened as a file may load that, and no modules.

import "./activation.js";
import "./homework.js";
import "./live.js";
import "./rate.js";
import "./sheet.js";
import "./turn.js";
