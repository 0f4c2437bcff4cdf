import ts from "typescript";

/** A place that keeps what one call has learned for another. */
export interface Memory {
    readonly name: string;
    /** Why it counts: "let of the module", "field of AccessListOfRun". */
    readonly where: string;
}

/** What lives as long as a run, or a process: its fields are memories. */
const LONG_LIVED =
    /(OfRun|^Claims|^Turns|^Waves|^Batches|^Reservations|^WriteLine|^Listings|^MarkedSecrets)$/;
/** The functions that make a provider instance: what their closures hold are memories. */
const MAKERS = /^create(Session|ProviderInstance)$/;
const COLLECTIONS = /^(Map|Set|WeakMap|WeakSet)$/;
/** Make a memory for each provider instance, or for each run of a program. */
const HELPERS = /^per(Session|Run|Instance)$/;
const CHANGES = /^(set|add|delete|push|unshift|splice|clear)$/;

/** The memories in the text of one file. */
export function memoriesIn(fileName: string, text: string): Memory[] {
    const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true);
    const changed = changedNames(source);
    return source.statements.flatMap((statement) => {
        if (ts.isVariableStatement(statement)) {
            return inVariables(statement.declarationList, "the module", changed);
        }
        if (ts.isClassDeclaration(statement) && LONG_LIVED.test(statement.name?.text ?? "")) {
            return inFields(statement);
        }
        return ts.isFunctionDeclaration(statement) && MAKERS.test(statement.name?.text ?? "")
            ? inClosure(statement, changed)
            : [];
    });
}

function inVariables(
    { flags, declarations }: ts.VariableDeclarationList,
    owner: string,
    changed: ReadonlySet<string>,
): Memory[] {
    const isLet = (flags & ts.NodeFlags.Const) === 0;
    return declarations.flatMap(({ name, initializer }) => {
        const text = name.getText();
        const kind = isLet ? "let" : kindOf(initializer, changed.has(text));
        return kind === undefined ? [] : [{ name: text, where: `${kind} of ${owner}` }];
    });
}

function inFields({ name, members }: ts.ClassDeclaration): Memory[] {
    return members.filter(ts.isPropertyDeclaration).flatMap((field) => {
        const isReadonly =
            field.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword) === true;
        const isMemory = !isReadonly || kindOf(field.initializer, true) !== undefined;
        return isMemory ? [{ name: field.name.getText(), where: `field of ${name?.text ?? ""}` }] : [];
    });
}

function inClosure({ name, body }: ts.FunctionDeclaration, changed: ReadonlySet<string>): Memory[] {
    const lists = [...(body?.statements ?? [])].filter(ts.isVariableStatement);
    return lists.flatMap(({ declarationList }) => inVariables(declarationList, name?.text ?? "", changed));
}

/** What a constant holds that code may change; undefined if it is a table, or anything else. */
function kindOf(initializer: ts.Expression | undefined, isChanged: boolean): string | undefined {
    if (initializer === undefined) {
        return undefined;
    }
    if (ts.isNewExpression(initializer) && COLLECTIONS.test(initializer.expression.getText())) {
        const isEmpty = (initializer.arguments ?? []).length === 0;
        return isEmpty || isChanged ? initializer.expression.getText() : undefined;
    }
    if (ts.isCallExpression(initializer) && HELPERS.test(initializer.expression.getText())) {
        return initializer.expression.getText();
    }
    return ts.isArrayLiteralExpression(initializer) && isChanged ? "array" : undefined;
}

/** The names on which a file calls something that changes a collection. */
function changedNames(source: ts.SourceFile): Set<string> {
    const names = new Set<string>();
    const visit = (node: ts.Node) => {
        if (ts.isPropertyAccessExpression(node) && CHANGES.test(node.name.text)) {
            names.add(node.expression.getText());
        }
        ts.forEachChild(node, visit);
    };
    visit(source);
    return names;
}
