import { Anchor } from "@mantine/core";
import type { AnchorProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes } from "react";

type Props = AnchorProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps>;

/** A link in a text to another page of the console. */
export const TextLink = createLink((props: Props) => <Anchor {...props} />);
