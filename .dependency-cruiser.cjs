/**
 * The folder rule of the project, run by `npm test`: which folder may import which, no cycles (types
 * included), and one home for every package. A folder that is not named here may import nothing.
 */

const LINALG = ["linalg", "linalg/ordering", "factorisation"];
const MATHEMATICS = ["base", "kinetics", ...LINALG, "mesh", "mesh/transfer", "fem"];
const SCENARIO = [
  "scenario/record",
  "scenario/parameters",
  "scenario/functions",
  "scenario/protocol",
  "scenario",
];
const MESH = ["mesh/packing", "mesh/generation"];
const MECHANICS = ["mechanics", "mechanics/flow", "mechanics/front"];
const PARTS = ["anode", "cathode", "electrolyte"];
const BELOW_CELL = [
  ...MATHEMATICS,
  "kernels",
  ...MESH,
  ...PARTS,
  ...MECHANICS,
  "scenario/record",
  "potentials",
  "degradation",
];
const BELOW_MECHANISMS = [...BELOW_CELL, "cell"];
const MECHANISMS = [
  "mechanisms/record",
  "mechanisms/cathode",
  "mechanisms/anode",
  "mechanisms/electrolyte",
  "mechanisms/thermal",
];
const BELOW_REMESHING = [...BELOW_MECHANISMS, ...MECHANISMS, "mechanisms"];
const BELOW_TIME = [...BELOW_REMESHING, ...SCENARIO, "remeshing", "frame", "stress"];

/**
 * Room of sim-core -> rooms that it may import besides itself; a room is one folder without those in it. The order is
 * strict: no room may import one that stands below it here.
 */
const CORE = {
  base: [],
  kinetics: ["base"],
  linalg: ["base"],
  "linalg/ordering": ["base", "linalg"],
  cathode: ["base"],
  // Addresses in a memory of WebAssembly stay in the rooms of the kernels.
  "kernels/wasm": ["base"],
  kernels: ["base", "kinetics", "cathode", "kernels/wasm"],
  "kernels/cholesky": ["base", "linalg/ordering", "kernels", "kernels/wasm"],
  factorisation: ["base", "linalg", "linalg/ordering", "kernels", "kernels/cholesky"],
  mesh: ["base"],
  "mesh/packing": ["base"],
  "mesh/transfer": ["base"],
  "mesh/generation": ["base", "mesh"],
  "scenario/record": ["base"],
  "scenario/parameters": ["scenario/record"],
  "scenario/functions": ["base", "scenario/record", "scenario/parameters"],
  "scenario/protocol": ["scenario/record", "scenario/parameters"],
  scenario: ["base", "scenario/record", "scenario/parameters", "scenario/functions", "scenario/protocol"],
  fem: ["mesh"],
  anode: ["base"],
  electrolyte: MATHEMATICS,
  mechanics: MATHEMATICS,
  "mechanics/flow": ["base", "mechanics"],
  "mechanics/front": ["base", "mesh", "mechanics"],
  degradation: ["base", "kinetics"],
  potentials: ["base", "kinetics", ...LINALG, "kernels", "mesh", "fem", "scenario/record"],
  "potentials/reduced": ["base", "kernels", "potentials"],
  cell: BELOW_CELL,
  // An instrument looks at a cell and at what the cell is made of, but never runs it; or it reads what a run has told.
  instruments: [...BELOW_MECHANISMS, "scenario/functions"],
  "instruments/tomography": BELOW_MECHANISMS,
  "mechanisms/record": BELOW_MECHANISMS,
  "mechanisms/cathode": [...BELOW_MECHANISMS, "mechanisms/record"],
  "mechanisms/anode": [...BELOW_MECHANISMS, "mechanisms/record"],
  "mechanisms/electrolyte": [...BELOW_MECHANISMS, "mechanisms/record", "mechanisms/anode"],
  "mechanisms/thermal": [...BELOW_MECHANISMS, "mechanisms/record"],
  mechanisms: [...BELOW_MECHANISMS, ...MECHANISMS],
  // It takes films as the laws make them resist.
  "instruments/impedance": BELOW_REMESHING,
  remeshing: BELOW_REMESHING,
  frame: BELOW_REMESHING,
  stress: [...BELOW_REMESHING, "frame"],
  "time/protocol": ["cell", "scenario/record"],
  "time/step": [...BELOW_TIME, "potentials/reduced", "time/protocol"],
  "time/search": ["base", "cell", "potentials", "scenario/record", "time/protocol", "time/step"],
  "time/jump": [...BELOW_TIME, "time/protocol", "time/step"],
  "time/run": [...BELOW_TIME, "time/protocol", "time/step", "time/search", "time/jump"],
  "time/checkpoint": [...BELOW_TIME, "time/run"],
};

/** Folder of src -> folders of src that it may import besides itself; all may import sim-core/index.ts. */
const SHELL = {
  io: [],
  // What instruments have measured: reading it, what it says of cycles, how far a model lies from it.
  measured: ["io"],
  served: [],
  // The positive electrode as other models exchange it.
  bpx: [],
  // Lessons as data: how they are read, and what they can ask of the solved state.
  lessons: [],
  // What a loss of capacity is shared among, and how.
  attribution: [],
  // How parameters are found from targets.
  calibration: ["io"],
  // Runs over ranges of parameters, and what each parameter does.
  sweep: ["calibration", "io"],
  // How a model is kept true by a measured cell: what is known of its parameters after all, and what follows from that.
  twin: ["io", "measured", "calibration"],
  // A lesson sets the cells up as the page's address does, so that its check runs what the page runs.
  cli: [
    "io",
    "bpx",
    "sweep",
    "measured",
    "served",
    "attribution",
    "library",
    "calibration",
    "twin",
    "lessons",
    "app/engine",
    "app/streams",
  ],
  // What answers in the page's workers answers in a worker of the library too.
  library: ["bpx", "io", "measured", "app/engine", "attribution"],
  packaging: ["served", "io"],
  // What the model shows of the paper, from ensembles.
  validity: ["cli", "library", "calibration"],
  "app/theme": [],
  "app/offline": [],
  // What can be painted: records that the drawings, the switch, the legend and the address go through.
  "app/layers": ["app/theme"],
  "app/views": ["app/layers", "app/theme"],
  // What is read off frames at a point, along a line, over all particles; no picture.
  "app/reading": ["app/layers", "app/views", "io"],
  // What is drawn for a page of paper, as lines and areas; no page.
  "app/paper": ["app/layers", "app/views", "app/theme"],
  "app/engine": ["bpx", "io", "attribution"],
  "app/streams": [
    "app/engine",
    "app/layers",
    "app/reading",
    "app/theme",
    "io",
    "measured",
    "attribution",
    "lessons",
  ],
  // What a frame and the page around it tell each other.
  "app/embed": ["app/streams"],
  "app/controls": ["app/engine", "app/streams", "app/theme", "io"],
  "app/components": [
    "app/engine",
    "app/layers",
    "app/paper",
    "app/reading",
    "app/streams",
    "app/theme",
    "measured",
    "app/views",
    "io",
    "attribution",
    "lessons",
  ],
};

/** Package -> the only folders that may import it. */
const HOMES = {
  "pixi\\.js": ["src/app/views"],
  lit: ["src/app/components"],
  "lit-element": ["src/app/components"],
  "lit-html": ["src/app/components"],
  tweakpane: ["src/app/controls"],
  "@tweakpane/core": ["src/app/controls"],
  rxjs: ["src/app/embed", "src/app/engine", "src/app/streams", "src/app/controls", "src/app/components"],
  uplot: ["src/app/components"],
  uqr: ["src/app/components"],
  "webm-muxer": ["src/app/components"],
  "d3-scale-chromatic": ["src/app/layers"],
  "d3-array": ["src/app/reading", "src/app/paper"],
  "d3-shape": ["src/app/paper"],
  mathjs: ["sim-core/scenario"],
  zod: ["sim-core/scenario", "sim-core/time/checkpoint", "src/lessons"],
  micromark: ["src/lessons"],
  jsep: ["src/lessons"],
  "@stdlib/[^/]+": ["sim-core/base"],
  "pure-rand": ["sim-core/base"],
  delaunator: ["sim-core/mesh"],
  "@kninnug/constrainautor": ["sim-core/mesh"],
  "robust-predicates": ["sim-core/mesh"],
  "d3-dsv": ["sim-core/scenario", "src/io", "src/measured"],
  "@msgpack/msgpack": ["src/io"],
  "@noble/hashes": ["src/io"],
  fflate: ["src/io"],
  "ml-matrix": ["src/calibration", "src/twin"],
  "fast-png": ["src/io"],
  echarts: ["src/validity"],
  commander: ["src/cli"],
  "cli-progress": ["src/cli"],
  sirv: ["src/served"],
  "rollup-plugin-license": ["src/served"],
  vite: ["src/served", "src/packaging", "src/app"],
  rolldown: ["src/packaging"],
  "rolldown-plugin-dts": ["src/packaging"],
};

const order = Object.keys(CORE);
for (const [room, allowed] of Object.entries(CORE)) {
  const below = allowed.filter((name) => name !== room && order.indexOf(name) >= order.indexOf(room));
  if (below.length > 0) throw new Error(`${room} may not import ${below.join(", ")}, which stands below it`);
}

const anyOf = (folders) => `^(${folders.join("|")})/`;

const coreRules = Object.entries(CORE).map(([folder, allowed]) => ({
  name: `sim-core/${folder}`,
  comment: `sim-core/${folder} may import of the project only ${[folder, ...allowed].join(", ")}`,
  severity: "error",
  from: { path: `^sim-core/${folder}/[^/]+$` },
  to: {
    path: "^(sim-core|src|test|scenarios)/",
    pathNot: `${anyOf([folder, ...allowed].map((name) => `sim-core/${name}`))}[^/]+$`,
  },
}));

const shellRules = Object.entries(SHELL).map(([folder, allowed]) => ({
  name: `src/${folder}`,
  comment: `src/${folder} may import of the project only ${[folder, ...allowed].join(", ")}, sim-core/index.ts`,
  severity: "error",
  from: { path: `^src/${folder}/` },
  to: {
    path: "^(sim-core|src|test)/",
    pathNot: ["^sim-core/index\\.ts$", anyOf([folder, ...allowed].map((name) => `src/${name}`))],
  },
}));

const homeRules = Object.entries(HOMES).map(([name, homes]) => ({
  name: `home of ${name.replace("\\", "")}`,
  comment: `only ${homes.join(", ")} may import it`,
  severity: "error",
  from: { path: "^(sim-core|src)/", pathNot: anyOf(homes) },
  to: { path: `^node_modules/(@types/)?${name}/` },
}));

module.exports = {
  forbidden: [
    { name: "no cycle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      // A query such as ?inline or ?url is Vite's.
      to: { couldNotResolve: true, pathNot: "\\?|^virtual:" },
    },
    {
      name: "known folder of sim-core",
      severity: "error",
      from: {
        path: "^sim-core/[^/]+/",
        pathNot: `${anyOf(Object.keys(CORE).map((name) => `sim-core/${name}`))}[^/]+$`,
      },
      to: { path: "^(sim-core|src)/" },
    },
    {
      name: "known folder of src",
      severity: "error",
      from: {
        path: "^src/(app/[^/]+|(?!app/)[^/]+)/",
        pathNot: anyOf(Object.keys(SHELL).map((name) => `src/${name}`)),
      },
      to: { path: "^(sim-core|src)/" },
    },
    {
      name: "sim-core stands alone",
      comment: "the core imports nothing of the shell and nothing of Node",
      severity: "error",
      from: { path: "^sim-core/" },
      to: { path: "^(src|test|scenarios)/" },
    },
    {
      name: "no Node outside src/cli and src/served",
      severity: "error",
      from: { path: "^(sim-core|src/io|src/lessons|src/measured|src/app|src/library|src/calibration)/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "one door to sim-core",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^sim-core/", pathNot: "^sim-core/index\\.ts$" },
    },
    {
      name: "terminal and browser apart",
      severity: "error",
      from: { path: "^src/app/" },
      to: { path: "^(src/cli|src/served|test)/" },
    },
    ...coreRules,
    ...shellRules,
    ...homeRules,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Compiled by AssemblyScript, and what compiles it: neither is part of the program.
    exclude: { path: "^sim-core/kernels/wasm/(assembly/|build\\.mjs)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "browser", "default"],
    },
  },
};
