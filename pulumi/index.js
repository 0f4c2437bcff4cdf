// What `pulumi package add <this folder>` starts.
require("../dist/plugin.js");
