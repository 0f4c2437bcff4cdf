import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb";
import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { Alias, Goal, ReadEvent } from "../deploy/goal";
import type { PropertyMap } from "../values/properties";
import type { CustomTimeouts } from "../state/resourceState";
import { sourcePosition } from "./sourcePositions";
import { fromWire, UnsupportedFeatureError } from "../values/wireValues";

/** @throws UnsupportedFeatureError when the registration asks for something that this engine does not do. */
export function refuseUnsupported(request: RegisterResourceRequest): void {
    const used: [boolean, string][] = [
        [request.getRemote(), "remote components"],
        [request.getTransformsList().length > 0, "transforms"],
        [request.getImportid() !== "", "the import option"],
        [request.getPackageref() !== "", "packages"],
        [hasHooks(request), "resource hooks"],
        [request.hasReplacementTrigger(), "the replacementTrigger option"],
        [request.getEnvvarmappingsMap().getLength() > 0, "the envVarMappings option"],
    ];
    for (const [isUsed, feature] of used) if (isUsed) throw new UnsupportedFeatureError(feature);
}

function hasHooks(request: RegisterResourceRequest): boolean {
    const hooks = request.getHooks()?.toObject() ?? {};
    return Object.values(hooks).some((names) => Array.isArray(names) && names.length > 0);
}

/** What a registration asks for. `provider` is the reference that was found for it. */
export function readGoal(request: RegisterResourceRequest, provider: string, projectFolder: string): Goal {
    const properties = readStruct(request.getObject());
    return {
        type: request.getType(),
        name: request.getName(),
        custom: request.getCustom(),
        properties,
        parent: request.getParent(),
        protect: request.hasProtect() ? request.getProtect() : undefined,
        retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
        deleteBeforeReplace:
            request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()
                ? request.getDeletebeforereplace()
                : undefined,
        dependencies: request.getDependenciesList(),
        propertyDependencies: readPropertyDependencies(request, properties),
        provider,
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        hideDiff: request.getHidediffsList(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        aliases: [
            ...request.getAliasurnsList().map((urn) => ({ ...NO_ALIAS, urn })),
            ...readAliases(request),
        ],
        customTimeouts: readTimeouts(request),
        deletedWith: request.getDeletedwith(),
        replaceWith: request.getReplaceWithList(),
        ...readPositions(request, projectFolder),
    };
}

export function readReadGoal(
    request: ReadResourceRequest,
    provider: string,
    projectFolder: string,
): ReadEvent["goal"] {
    return {
        type: request.getType(),
        name: request.getName(),
        parent: request.getParent(),
        provider,
        properties: readStruct(request.getProperties()),
        dependencies: request.getDependenciesList(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        ...readPositions(request, projectFolder),
    };
}

export function readStruct(struct: Struct | undefined): PropertyMap {
    return fromWire(struct?.toJavaScript() ?? {});
}

/** A request that names none means that each property may depend on everything. */
function readPropertyDependencies(
    request: RegisterResourceRequest,
    properties: PropertyMap,
): Record<string, string[]> {
    const given = request.getPropertydependenciesMap();
    if (given.getLength() === 0) {
        return Object.fromEntries(Object.keys(properties).map((key) => [key, request.getDependenciesList()]));
    }
    const dependencies: Record<string, string[]> = {};
    for (const key of Object.keys(properties)) dependencies[key] = [];
    for (const [key, value] of given.entries()) dependencies[key] = value.getUrnsList();
    return dependencies;
}

const NO_ALIAS: Alias = { urn: "", name: "", type: "", stack: "", project: "", parent: "", noParent: false };

function readAliases(request: RegisterResourceRequest): Alias[] {
    return request.getAliasesList().map((message: AliasMessage) => {
        const spec = message.getSpec();
        if (!spec) return { ...NO_ALIAS, urn: message.getUrn() };
        return {
            urn: "",
            name: spec.getName(),
            type: spec.getType(),
            stack: spec.getStack(),
            project: spec.getProject(),
            parent: spec.getParenturn(),
            noParent: spec.getNoparent(),
        };
    });
}

/** Kept in the state; the host of dynamic resources has no timeouts. */
function readTimeouts(request: RegisterResourceRequest): CustomTimeouts {
    const given = Object.entries(request.getCustomtimeouts()?.toObject() ?? {});
    return Object.fromEntries(given.flatMap(([kind, text]) => (text === "" ? [] : [[kind, seconds(text)]])));
}

const UNIT_SECONDS: Record<string, number> = {
    h: 3600,
    m: 60,
    s: 1,
    ms: 0.001,
    us: 1e-6,
    µs: 1e-6,
    ns: 1e-9,
};

/** A duration as Go writes it: "1h30m". */
function seconds(duration: string): number {
    const parts = [...duration.matchAll(/([\d.]+)(h|ms|m|s|us|µs|ns)/gu)];
    if (parts.map(([part]) => part).join("") !== duration) {
        throw new Error(`unable to parse customTimeout Value ${duration}`);
    }
    return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_SECONDS[unit ?? ""] ?? 0), 0);
}

function readPositions(
    request: RegisterResourceRequest | ReadResourceRequest,
    projectFolder: string,
): Pick<Goal, "sourcePosition" | "stackTrace"> {
    const frames = request.getStacktrace()?.getFramesList() ?? [];
    return {
        sourcePosition: sourcePosition(request.getSourceposition(), projectFolder),
        stackTrace: frames.map((frame) => {
            const position = sourcePosition(frame.getPc(), projectFolder);
            return position === "" ? {} : { sourcePosition: position };
        }),
    };
}
