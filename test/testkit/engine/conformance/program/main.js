import * as pulumi from "@pulumi/pulumi";
import { Component, Instance, Thing } from "./resources.js";
import { script } from "./script.js";

/** Runs the program of the scenario that the test names, in the variant of the present run. */
export default async function () {
    const { program } = await import(`./scenarios/${process.env.CONFORMANCE_SCENARIO}.js`);
    return program({ pulumi, Thing, Component, Instance, variant: script().variant });
}
