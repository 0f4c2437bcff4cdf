/** Whether a path fits a template in which `{…}` stands for one segment. */
export function matchesTemplate(template: string, path: string): boolean {
    const segments = template.split("/");
    const actual = path.split("/");
    return (
        segments.length === actual.length &&
        segments.every((segment, index) => /^\{.*\}$/.test(segment) || segment === actual[index])
    );
}
