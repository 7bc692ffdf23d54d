import type { Row } from "../row.ts";

const FOLDER = "@pipedream/helper_functions/actions";

export const helperFunctions: Row = {
  number: 16,
  package: "@pipedream/helper_functions",
  components: [
    "helper_functions-send-http-request",
    "helper_functions-export-variables",
    "helper_functions-send-to-s3",
    "helper_functions-html-to-markdown",
    "helper_functions-retrieve-new-rss-stories",
  ],
  exercises:
    "`http_request` with `execute()`, a `run` that is not async, `$.export`, what `$.send.s3` hands over (LastEdit does not send it), undeclared packages, an app without account, an error of the component itself",
  remark:
    "`retrieve-new-rss-stories` assigns to a variable it never declares, which an ES module may not: it fails on Pipedream too, and the error is told.",
  async run(check, world) {
    const load = (name: string) => world.load(`${FOLDER}/${name}/${name}.mjs`);
    world.outside.host("hooks.example", {
      "POST /orders": ({ body, headers, query }) => ({
        status: 201,
        body: { got: body, key: headers["x-key"], page: query["page"] },
      }),
    });
    const send = await load("send-http-request");
    const request = {
      url: "https://hooks.example/orders",
      headers: [
        { name: "X-Key", value: "k1" },
        { name: "X-Off", value: "1", disabled: true },
      ],
      params: [{ name: "page", value: "2" }],
      body: { type: "raw", raw: '{"id":1}', contentType: "application/json" },
    };
    const sent = await world.action(send, { httpRequest: request });
    check.equal("the request is made as the form says, its default method filled in", sent.returnValue, {
      got: { id: 1 },
      key: "k1",
      page: "2",
    });
    check.equal("rows that are switched off are left out", world.outside.calls[0]?.headers["x-off"], undefined);
    check.equal("an app without account needs no connection", world.outside.calls.length, 1);

    const exported = await world.action(await load("export-variables"), { config: '{"a":[1,2]}' });
    check.equal("a run that is not async exports", exported.exports, { config: { a: [1, 2] } });
    check.equal("and returns nothing", exported.returnValue, null);
    const wrong = world.action(await load("export-variables"), { config: "{oops" });
    await check.rejects("a ConfigurationError is told in its own words", wrong, /contains a valid object/);
    const name = await world
      .action(await load("export-variables"), { config: "{oops" })
      .catch((error: unknown) => (error as Error).name);
    check.equal("and known by its name", name, "ConfigurationError");

    const stored = await world.action(await load("send-to-s3"), { bucket: "b", prefix: "p/", payload: { n: 1 } });
    check.equal("what is to be sent is handed over", stored.sent, [
      { kind: "s3", config: { bucket: "b", prefix: "p/", payload: { n: 1 } } },
    ]);

    const markdown = await load("html-to-markdown");
    const converted = await world.action(markdown, { input: "<h1>Hi</h1>" });
    check.ok(
      "packages that nobody declared are there",
      JSON.stringify(converted.returnValue).includes("Hi"),
      converted,
    );

    const stories = world.action(await load("retrieve-new-rss-stories"), { rss_feeds: ["https://feeds.example/a"] });
    await check.rejects("an error of the component is told as it is", stories, /url is not defined/);
  },
};
