/** The environment of a project, and our entries that it can use. */
export interface Environment {
  readonly name: string;
  readonly lib: readonly string[];
  /** The packages of types, by the name in `compilerOptions.types`. */
  readonly types: Readonly<Record<string, string>>;
  readonly packages: readonly string[];
  /** Whether it uses the entries for Node and resolves modules as Node does. */
  readonly node: boolean;
  /** The compilers that cannot compile its own types. */
  readonly without?: readonly string[];
  /**
   * Whether its types work only in npm's layout, because they use packages that they do not depend on.
   */
  readonly npm?: boolean;
}

const everywhere = ["protocol", "client"];
const onNode = { packages: [...everywhere, "testing"], node: true };
const elsewhere = { packages: everywhere, node: false };

export const environments: readonly Environment[] = [
  ...["22", "24", "26"].map((version) => ({
    name: `node-${version}`,
    lib: ["es2022"],
    types: { node: `npm:@types/node@^${version}` },
    ...onNode,
  })),
  {
    name: "bun",
    lib: ["es2022"],
    types: { bun: "*" },
    ...onNode,
    npm: true,
    without: ["TypeScript 5.6"],
  },
  { name: "dom", lib: ["es2022", "dom"], types: {}, ...elsewhere },
  { name: "webworker", lib: ["es2022", "webworker"], types: {}, ...elsewhere },
  {
    name: "workers",
    lib: ["es2022"],
    types: { "@cloudflare/workers-types": "^5.20261101.0" },
    ...elsewhere,
  },
  { name: "nothing", lib: ["es2022"], types: {}, packages: ["protocol"], node: false },
];

/** The compilers, each with what to install; `undefined` is the one of this repository. */
export const compilers: Readonly<Record<string, string | undefined>> = {
  "TypeScript 5.6": "npm:typescript@5.6.3",
  "TypeScript 5.9": "npm:typescript@5.9.3",
  "TypeScript 7": undefined,
};

/** The dependencies of a project for an environment, beside ours. */
export function typesOf({ types }: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(types).map(([name, range]) => [
      name.startsWith("@") ? name : `@types/${name}`,
      range,
    ]),
  );
}

/** The compiler options of a user for an environment. */
export function compilerOptions(
  { lib, types, node }: Environment,
  disposable: boolean,
): Record<string, unknown> {
  return {
    strict: true,
    skipLibCheck: false,
    // The compiler's own libraries are not checked.
    skipDefaultLibCheck: true,
    target: "es2022",
    lib: disposable ? [...lib, "esnext.disposable"] : lib,
    types: Object.keys(types),
    resolveJsonModule: true,
    noEmit: true,
    ...(node ? { module: "nodenext" } : { module: "esnext", moduleResolution: "bundler" }),
  };
}
