import { expect, test } from "@jest/globals";
import type { Component } from "../../../../runtime/component-host/types.ts";
import { prepareRecipe } from "../../../../runtime/engine/prepare-recipe.ts";
import { readRecipe } from "../../../../runtime/recipes/index.ts";
import { ORDER, recipe, step } from "../engine-fixture.ts";
import type { Dollar, EngineFixture } from "../engine-fixture.ts";

/** What history keeps. */
export function secrecy(fixture: () => EngineFixture): void {
  test("keeps secrets and personal data out of history and exceptions, while steps see them", async () => {
    let seen: unknown;
    const secretive = recipe(
      [
        step("order", () => ({ email: "ada@example.com", note: "Leave with the neighbour", name: "#1001" })),
        step(
          "save",
          ({ steps, props }) => {
            seen = [steps["order"], props["input"]];
            throw Object.assign(new Error("Refused hunter2-token for ada@example.com: Leave with the neighbour"), {
              retry: "never",
            });
          },
          {
            props: ({ steps }) => ({
              input: { token: "hunter2-token", order: (steps["order"] as { $return_value: unknown }).$return_value },
            }),
          },
        ),
      ],
      { secrets: ["hunter2-token"] },
    );
    fixture().engine.start();
    const detail = await fixture().ended(await fixture().emit(secretive, { ...ORDER, email: "ada@example.com" }));
    expect(JSON.stringify(seen)).toContain("Leave with the neighbour");
    const { rows } = await fixture().database.query(
      "SELECT row_to_json(s)::text AS text FROM lastedit.run_steps s UNION ALL SELECT row_to_json(r)::text FROM lastedit.runs r UNION ALL SELECT row_to_json(e)::text FROM lastedit.events e",
    );
    const everything = JSON.stringify([detail, rows, fixture().exceptions]);
    for (const leaked of ["hunter2", "ada@", "neighbour"]) expect(everything).not.toContain(leaked);
    expect(everything).toContain("#1001");
  });

  test("keeps out of history what an expression brings into a secret prop, and what the recipe reads of the environment", async () => {
    const carrier: Component = {
      type: "action",
      key: "carrier-book",
      version: "0.0.1",
      props: { apiKey: { type: "string", secret: true }, headers: { type: "object" } },
      run(this: { apiKey: string; headers: { authorization: string } }, { $ }: { $: Dollar }) {
        $.export("said", `with ${this.apiKey}`);
        throw Object.assign(new Error(`Refused ${this.apiKey} and ${this.headers.authorization}`), { retry: "never" });
      },
    };
    const login: Component = {
      type: "action",
      key: "carrier-login",
      version: "0.0.1",
      run: () => ({ id: 7 }),
    };
    const text = `
recipe: book
title: Book a carrier
triggers: [{ uses: shopify-order-edited@0.0.1 }]
steps:
  - { namespace: login, uses: carrier-login@0.0.1 }
  - namespace: book
    uses: carrier-book@0.0.1
    props:
      apiKey: "key-{{process.env.CARRIER_KEY}}-{{steps.login.$return_value.id}}"
      headers: { authorization: "Bearer {{process.env.CARRIER_TOKEN}}" }
`;
    const prepared = await prepareRecipe(readRecipe(text, "book/recipe.yaml"), {
      catalogue: {
        load: (uses) => Promise.resolve(uses.startsWith("carrier-book") ? carrier : login),
        list: () => Promise.resolve([]),
      },
      connections: {},
      secrets: [],
      env: { CARRIER_KEY: "sk-live-4711", CARRIER_TOKEN: "tok-0815-live", UNREAD: "login" },
    });
    fixture().engine.start();
    const detail = await fixture().ended(await fixture().emit(prepared, ORDER));
    expect(detail.run.status).toBe("failed");
    const { rows } = await fixture().database.query("SELECT row_to_json(s)::text AS text FROM lastedit.run_steps s");
    const everything = JSON.stringify([detail, rows, fixture().exceptions]);
    for (const leaked of ["sk-live-4711", "key-", "tok-0815"]) expect(everything).not.toContain(leaked);
    // What the recipe does not read is no secret of it.
    expect(everything).toContain("carrier-login");
  });

  test("clears what was kept only to continue a run once the run has ended", async () => {
    fixture().engine.start();
    const id = await fixture().emit(recipe([step("order", () => ({ email: "ada@example.com" }))]), ORDER);
    await fixture().ended(id);
    const { rows } = await fixture().database.query(
      "SELECT count(*)::int AS kept FROM lastedit.run_steps WHERE checkpoint_sealed IS NOT NULL",
    );
    expect(rows).toEqual([{ kept: 0 }]);
  });
}
