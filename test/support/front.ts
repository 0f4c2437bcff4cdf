/** What serves the resources of a program. */
export type Front = "dynamic" | "plugin";

/** `PULUMI_ATLAS_TEST_FRONT=plugin` runs suites of dynamic resources over the plugin. */
export const FRONT: Front = process.env["PULUMI_ATLAS_TEST_FRONT"] === "plugin" ? "plugin" : "dynamic";

/** What messages say on the plugin, in the words of dynamic resources. */
export function inWordsOfDynamicResources(text: string): string {
    return text.replaceAll("atlas-org:", "mongodbatlas:");
}
