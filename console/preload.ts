import type { HtmlTagDescriptor, Plugin } from "vite";

/** Files that every page needs and that nothing in its HTML names: what pages share, and the letters. */
const NEEDED = [
  { file: /^assets\/shared-.*\.js$/, attrs: { rel: "modulepreload", crossorigin: true } },
  { file: /^assets\/shared-.*\.css$/, attrs: { rel: "stylesheet", crossorigin: true } },
  {
    file: /^assets\/inter-latin-wght-normal-.*\.woff2$/,
    attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: true },
  },
] as const;

/**
 * Names in the page's HTML what it would otherwise find only later, so that the browser asks for all of it at once.
 *
 * @param nonce - What the page's styles must carry
 */
export function preloadWhatEachPageNeeds(nonce: string): Plugin {
  return {
    name: "preload-what-each-page-needs",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        NEEDED.flatMap(({ file, attrs }): HtmlTagDescriptor[] => {
          const found = Object.keys(bundle ?? {}).find((name) => file.test(name));
          if (bundle !== undefined && found === undefined)
            throw new Error(`The build has no file ${file.source}, which every page is told to load at first.`);
          return found === undefined
            ? []
            : [{ tag: "link", attrs: { ...attrs, href: `/${found}`, nonce }, injectTo: "head" }];
        }),
    },
  };
}
