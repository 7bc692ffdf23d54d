import { both, either, exact, object, oneOf, partial, text } from "./codec.ts";
import type { Codec } from "./codec.ts";
import { HTTP_METHODS } from "./http-methods.ts";

const payload = either(text, object);

export const SendConfigEmail: Codec = partial({ html: text, subject: text, text });
const emitRequired = exact({ raw_event: object });
const emitOptional = partial({ event: object });
export const SendConfigEmit_required: Codec = emitRequired;
export const SendConfigEmit_optional: Codec = emitOptional;
export const SendConfigEmit: Codec = both(emitRequired, emitOptional);
export const SendConfigHTTP: Codec = both(
  exact({ method: oneOf(HTTP_METHODS), url: text }),
  partial({ auth: exact({ password: text, username: text }), data: payload, headers: object, params: object }),
);
export const SendConfigS3: Codec = exact({ bucket: text, payload, prefix: text });
export const SendConfigSQL: Codec = exact({ payload, table: text });
export const SendConfigSnowflake: Codec = exact({
  account: text,
  database: text,
  host: text,
  payload,
  pipe_name: text,
  private_key: text,
  schema: text,
  stage_name: text,
  user: text,
});
export const SendConfigSSE: Codec = exact({ channel: text, payload });

/** The check of each kind of send, by its name in `$.send`. */
export const sendTypeMap = {
  email: SendConfigEmail,
  emit: SendConfigEmit,
  http: SendConfigHTTP,
  s3: SendConfigS3,
  sql: SendConfigSQL,
  snowflake: SendConfigSnowflake,
  sse: SendConfigSSE,
};

/** Checks a configuration before it is sent. Each throws when it is not what that kind of send takes. */
export const $sendConfigRuntimeTypeChecker = Object.fromEntries(
  Object.entries(sendTypeMap).map(([kind, codec]) => [kind, checker(kind, codec)]),
);

function checker(kind: string, codec: Codec): (config: unknown) => void {
  return (config) => {
    const decoded = codec.decode(config);
    const problem = decoded._tag === "Left" ? decoded.left[0] : undefined;
    if (problem === undefined) return;
    const place = problem.context.map(({ key }) => key).filter((key) => key !== "");
    throw new Error(`$send.${kind}: invalid value ${String(problem.value)} for ${place.join(".")}`);
  };
}
