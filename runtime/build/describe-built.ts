// Run as a process of its own: loads built components as the runtime does and prints what they are, as JSON.
// Loading runs their code and needs the resolver for versioned imports, both of which stay out of the build's process.
import { pathToFileURL } from "node:url";
import { installComponentResolver } from "../component-host/component-resolver.ts";
import { describeComponent } from "../component-host/describe.ts";
import type { Component } from "../component-host/types.ts";

installComponentResolver();
const described = await Promise.all(process.argv.slice(2).map(describe));
process.stdout.write(JSON.stringify(described));

async function describe(file: string): Promise<object> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { readonly default: Component };
    return { summary: describeComponent(module.default) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
