import type { ComponentSummary, PropSummary } from "../../component-host/types.ts";
import type { ComponentDetail, PropItem } from "../contract/editing.ts";

type Item = Omit<ComponentDetail, "props" | "dynamicProps" | "sample">;

export function componentItemOf(component: ComponentSummary): Item {
  const { key, version, type, name, description, annotations, from = "lastedit" } = component;
  const system = /^[^-]+/.exec(key)?.[0] ?? key;
  return {
    key,
    version,
    type,
    name,
    description,
    system,
    readOnly: type === "source" || annotations.readOnlyHint === true,
    from,
  };
}

export function componentDetailOf(component: ComponentSummary): ComponentDetail {
  const { props, dynamicProps, sampleEmit } = component;
  return { ...componentItemOf(component), props: props.map(propItemOf), dynamicProps, sample: sampleEmit ?? null };
}

export function propItemOf(prop: PropSummary): PropItem {
  const { name, type, label, description, optional, secret, hidden, disabled, remoteOptions, useQuery, reloadProps } =
    prop;
  return {
    name,
    type,
    label,
    description,
    optional,
    secret,
    hidden,
    disabled,
    remoteOptions,
    useQuery,
    reloadProps,
    default: secret ? null : (prop.default ?? null),
    min: prop.min ?? null,
    max: prop.max ?? null,
    options: prop.options === undefined ? null : [...prop.options],
    app: prop.app ?? null,
    alertType: prop.alertType ?? null,
    content: prop.content ?? null,
    filledBy: filledBy(prop),
  };
}

/** Fields of connections are named after their system: `shopifyShop`, `peoplevoxPassword`. */
function filledBy({ name, app }: PropSummary): string | null {
  if (app !== undefined) return app;
  const connected =
    /^(shopify|peoplevox)(Shop|AccessToken|ClientSecret|ApiVersion|AdminUrl|Url|ClientId|Username|Password|Profile)$/;
  if (connected.test(name)) return connected.exec(name)?.[1] ?? null;
  return /^(alertChannels|alertHttpSecret|alertMailServer|alertMailFrom)$/.test(name) ? "alert" : null;
}

/** Components that fit a text, the best first; all of them, by key, without one. */
export function searchComponents(components: readonly ComponentSummary[], text: string): ComponentSummary[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const scored = components.map((component) => ({ component, score: scoreOf(component, words) }));
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.component.key.localeCompare(b.component.key))
    .map(({ component }) => component);
}

/** `0` when a word is nowhere in it. The name says more than the key, the key more than the description. */
function scoreOf({ key, name, description }: ComponentSummary, words: readonly string[]): number {
  if (words.length === 0) return 1;
  const scores = words.map((word) => {
    const inName = name
      .toLowerCase()
      .split(/\W+/)
      .some((part) => part.startsWith(word));
    const inKey = key.toLowerCase().includes(word);
    return (inName ? 8 : 0) + (inKey ? 4 : 0) + (description.toLowerCase().includes(word) ? 1 : 0);
  });
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0);
}
