import { readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { REPOSITORY, readPage } from "./markers";

/** A property of an interface or a class, as its docs and its type say. */
export interface DocumentedProperty {
    readonly name: string;
    /** As a program thinks of it: without Input, Output and undefined. */
    readonly type: string;
    /** An input that may be left out; an output that may be undefined. */
    readonly isOptional: boolean;
    /** In one line. */
    readonly docs: string;
}

type Declaration = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.FunctionDeclaration;

/** Whether provider/ declares an interface or a class of this name. */
export function isDeclared(name: string): boolean {
    const declaration = declarations().get(name);
    return declaration !== undefined && !ts.isFunctionDeclaration(declaration);
}

/** The docs of an interface, a class or a function of provider/, with their paragraphs. @throws Error if there is none. */
export function docsOfDeclaration(name: string): string {
    return textOf(declarationOf(name))
        .replaceAll(/```ts\n.*?```/gs, "")
        .replaceAll(/\n{2,}/g, "\n\n")
        .trim();
}

/** The properties of an interface or a class of provider/, wherever it is declared. @throws Error if there is none. */
export function propertiesOf(name: string): DocumentedProperty[] {
    const declaration = declarationOf(name);
    if (ts.isFunctionDeclaration(declaration)) {
        throw new Error(`${name} is a function.`);
    }
    const inherited = interfacesExtendedBy(declaration).filter(isDeclared).flatMap(propertiesOf);
    const own = declaration.members.flatMap((member) => {
        const isProperty = ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
        return isProperty && member.type !== undefined
            ? [
                  {
                      name: member.name.getText(),
                      type: typeText(member.type),
                      isOptional: member.questionToken !== undefined || mayBeUndefined(member.type),
                      docs: docsOf(member),
                  },
              ]
            : [];
    });
    // The id of the organization first, then what tells the kinds apart.
    return [...inherited.slice(0, 1), ...own, ...inherited.slice(1)];
}

function interfacesExtendedBy(declaration: Declaration): string[] {
    const clauses = ts.isInterfaceDeclaration(declaration) ? (declaration.heritageClauses ?? []) : [];
    return clauses.flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
}

function declarationOf(name: string): Declaration {
    const declaration = declarations().get(name);
    if (declaration === undefined) {
        throw new Error(`provider/ declares no interface, class or function ${name}.`);
    }
    return declaration;
}

let known: ReadonlyMap<string, Declaration> | undefined;

/** Read once: the sources do not change meanwhile. */
function declarations(): ReadonlyMap<string, Declaration> {
    known ??= new Map(
        readdirSync(path.join(REPOSITORY, "provider"), { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".ts"))
            .flatMap((file) => {
                const text = readPage(path.join("provider", file));
                const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
                return source.statements.filter(isExportedDeclaration);
            })
            .map((declaration) => [declaration.name?.text ?? "", declaration]),
    );
    return known;
}

function isExportedDeclaration(statement: ts.Statement): statement is Declaration {
    return (
        (ts.isInterfaceDeclaration(statement) ||
            ts.isClassDeclaration(statement) ||
            ts.isFunctionDeclaration(statement)) &&
        (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)
    );
}

/** Whether a type is an Output that may hold undefined. */
function mayBeUndefined(type: ts.TypeNode): boolean {
    return (
        ts.isTypeReferenceNode(type) &&
        (type.typeArguments?.some((argument) => ts.isUnionTypeNode(argument) && holdsUndefined(argument)) ??
            false)
    );
}

function holdsUndefined({ types }: ts.UnionTypeNode): boolean {
    return types.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword);
}

function typeText(type: ts.TypeNode): string {
    if (ts.isUnionTypeNode(type)) {
        const members = type.types.map(typeText).filter((member) => member !== "undefined");
        return [...new Set(members)].join(" | ");
    }
    if (ts.isArrayTypeNode(type)) {
        return `${typeText(type.elementType)}[]`;
    }
    if (ts.isTypeReferenceNode(type)) {
        const [argument] = type.typeArguments ?? [];
        const name = type.typeName.getText();
        const isWrapper = name.startsWith("pulumi.") && argument !== undefined;
        return isWrapper ? typeText(argument) : [name, argumentsText(type)].join("");
    }
    return type.getText();
}

function argumentsText({ typeArguments }: ts.TypeReferenceNode): string {
    return typeArguments === undefined ? "" : `<${typeArguments.map(typeText).join(", ")}>`;
}

/** In one line. */
function docsOf(node: ts.Node): string {
    return textOf(node).replaceAll(/\s+/g, " ");
}

function textOf(node: ts.Node): string {
    const [comment] = ts.getJSDocCommentsAndTags(node);
    return comment === undefined ? "" : (ts.getTextOfJSDocComment(comment.comment) ?? "");
}
