import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "@jest/globals";
import type { ActionComponent, SourceComponent } from "../components/pipedream-component.ts";

const root = join(import.meta.dirname, "..");
const files = globSync("{actions,sources}/*/*/*.ts", { cwd: root }).filter(
  (file) => basename(file, ".ts") === basename(dirname(file)),
);

async function load(file: string): Promise<ActionComponent | SourceComponent> {
  const module = (await import(pathToFileURL(join(root, file)).href)) as { default: ActionComponent | SourceComponent };
  return module.default;
}

test("keys are unique", async () => {
  const keys = (await Promise.all(files.map(load))).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

describe.each(files)("%s", (file) => {
  const [kind, system, folder] = file.split(sep);

  test("is named for its system and folder, with a version", async () => {
    const component = await load(file);
    expect(component.key).toBe(`${system}-${folder}`);
    expect(component.type).toBe(kind === "actions" ? "action" : "source");
    expect(component.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("explains itself: description with a link, a label and a description for each prop, a README", async () => {
    const component = await load(file);
    expect(component.description).toMatch(/\[See the documentation\]\(https:\/\/[^)]+\)$/);
    for (const [name, prop] of Object.entries(component.props)) {
      if (typeof prop === "string" || prop.type.startsWith("$.")) continue;
      expect({ name, label: "label" in prop && prop.label }).toEqual({ name, label: expect.stringMatching(/\S/) });
      expect({ name, description: "description" in prop && prop.description }).toEqual({
        name,
        description: expect.stringMatching(/\S/),
      });
    }
    const readme = join(root, dirname(file), "README.md");
    expect(existsSync(readme) && readFileSync(readme, "utf8").startsWith("# ")).toBe(true);
  });

  test("keeps secrets out of sight: every prop named for a secret is one", async () => {
    const component = await load(file);
    const secrets = Object.entries(component.props).filter(([name]) => /password|secret|token/i.test(name));
    for (const [name, prop] of secrets) expect({ name, prop }).toMatchObject({ name, prop: { secret: true } });
  });

  test("says honestly what it does", async () => {
    const component = await load(file);
    if (component.type === "action") {
      expect(Object.keys(component.annotations)).toEqual(
        expect.arrayContaining(["readOnlyHint", "destructiveHint", "openWorldHint"]),
      );
      expect(component.annotations.readOnlyHint && component.annotations.destructiveHint).toBe(false);
    } else {
      expect(component.name).toMatch(/^New /);
      expect(component.description).toMatch(/^Emit new /);
      expect(component.sampleEmit).toBeDefined();
    }
  });
});
