import { serveByPlugin } from "./sdk/front";

// The same classes, with the plugin in the place of dynamic resources. A program is served by one of the two: an import
// of this module, wherever it stands, is for the whole of it.
serveByPlugin();

export * from "./index";
