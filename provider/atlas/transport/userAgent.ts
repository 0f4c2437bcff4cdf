import { PACKAGE_VERSION } from "../../packageFile";

/** What the client calls itself. */
export const USER_AGENT = `pulumi-atlas-org/${PACKAGE_VERSION} (node/${process.versions.node})`;
