import { lazy } from "react";

/** The catalogue whole: the chain names its steps from it. */
export const ALL_COMPONENTS = { query: { limit: 500 } } as const;

/** From this width on the chain is shown as a picture at first. */
export const ROOM_FOR_PICTURE = "(min-width: 75em)";
export const pictureCode = () => import("./chain/chain-graph.tsx");

/** The code of each view: loaded by the page, and asked for ahead by its route. */
const CODE = {
  build: async () => {
    // The picture's code comes side by side with the view's, where there is room for it.
    if (matchMedia(ROOM_FOR_PICTURE).matches) pictureCode().catch(() => undefined);
    return import("./build-view.tsx");
  },
  yaml: () => import("./yaml/yaml-view.tsx"),
  try: () => import("./try/try-view.tsx"),
  versions: () => import("./versions/versions-view.tsx"),
} as const;

export const VIEWS = [
  { value: "build", label: "Build", View: lazy(CODE.build) },
  { value: "yaml", label: "Text", View: lazy(CODE.yaml) },
  { value: "try", label: "Try it", View: lazy(CODE.try) },
  { value: "versions", label: "Versions", View: lazy(CODE.versions) },
] as const;

/** Asks for a view's code; what the address names otherwise is the first one. */
export function askForView(name: string): void {
  const code = Object.hasOwn(CODE, name) ? CODE[name as keyof typeof CODE] : CODE.build;
  // A part that is missing is told by the page itself.
  code().catch(() => undefined);
}
