import { expect, test } from "@jest/globals";
import { ORDER, recipe, step } from "../engine-fixture.ts";
import type { EngineFixture } from "../engine-fixture.ts";

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
