import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { User } from "../../../../runtime/api/contract/people.ts";
import { api } from "../../api/api.ts";
import { ProblemText } from "../../parts/problem-text.tsx";
import { Time } from "../../parts/time.tsx";
import { FocusBack } from "../../parts/focus-back.tsx";

/** A sign-in link that works once. It is kept nowhere: closed, it is gone. */
export function OneTimeLink({ user: { id, name }, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const make = useMutation({ mutationFn: () => api.post("/users/:id/link", { params: { id } }) });
  return (
    <Modal opened onClose={onClose} title={`Sign-in link for ${name}`}>
      <FocusBack />
      <Stack>
        {make.data === undefined ? (
          <>
            <Text>
              The link signs {name} in once; then they can set a password. A new link ends the one before. Give it to
              nobody else.
            </Text>
            <ProblemText error={make.error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Not now
              </Button>
              <Button data-autofocus loading={make.isPending} onClick={() => make.mutate()}>
                Make a link
              </Button>
            </Group>
          </>
        ) : (
          <>
            <TextInput
              label="Link"
              description={
                <>
                  It is shown only now, and works once until <Time value={make.data.expiresAt} />
                </>
              }
              readOnly
              value={make.data.url}
              onFocus={({ currentTarget }) => currentTarget.select()}
            />
            <Group justify="flex-end">
              <CopyButton value={make.data.url}>
                {({ copied, copy }) => <Button onClick={copy}>{copied ? "Copied" : "Copy the link"}</Button>}
              </CopyButton>
              <Button variant="default" onClick={onClose}>
                Close
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}
