import type { AlertChannelProps } from "../../../components/alerts/read-channels.ts";
import { sendHttp } from "../../../components/shopify/send-http.ts";
import { installComponentResolver } from "../../component-host/component-resolver.ts";
import type { Connection } from "../../connections/connections.ts";
import { check } from "./check.ts";
import type { Check } from "./check.ts";

/** Looks whether the channels can be used as they are written. Nobody is sent anything. */
export async function checkAlerts({ name, fields }: Connection): Promise<Check[]> {
  // `@pipedream/platform` is ours, as in every component; so what imports it is loaded only now.
  installComponentResolver();
  const { readAlertChannels } = await import("../../../components/alerts/read-channels.ts");
  const checked = await check(`${name}: channels`, () => {
    const channels = readAlertChannels(fields as unknown as AlertChannelProps, sendHttp);
    return Promise.resolve(`${channels.map((channel) => channel.name).join(", ")} can be used; nothing was sent.`);
  });
  return [checked];
}
