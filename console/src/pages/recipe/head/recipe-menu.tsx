import { ActionIcon, Menu, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { DotsHorizontalIcon, DownloadIcon, ResetIcon, TrashIcon } from "@radix-ui/react-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../../../api/api.ts";
import { ConfirmDialog } from "../../../parts/confirm-dialog.tsx";
import { showDone, showProblem } from "../../../parts/notices.tsx";
import { switchedOn } from "../../../words/recipe-states.ts";
import { useEditor } from "../document/editor.tsx";

/** What is seldom done with a whole recipe. */
export function RecipeMenu() {
  const { recipe } = useEditor();
  const { name, on, draft, published, version } = recipe;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [discarding, discard] = useDisclosure(false);
  const [deleting, remove] = useDisclosure(false);
  const again = (): Promise<unknown> =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["/recipes/:name"] }),
      client.invalidateQueries({ queryKey: ["/recipes"] }),
      client.invalidateQueries({ queryKey: ["/deleted-recipes"] }),
    ]);
  const set = async (to: "enable" | "disable") => {
    const now =
      to === "enable"
        ? await api.post("/recipes/:name/enable", { params: { name } })
        : await api.post("/recipes/:name/disable", { params: { name } });
    await again();
    return now;
  };
  const turn = useMutation({
    mutationFn: set,
    onSuccess: ({ off }, to) =>
      to === "enable"
        ? showDone(switchedOn(off), () => set("disable"))
        : showDone("Switched off. Runs that have begun go on.", () => set("enable")),
    onError: showProblem,
  });
  const throwAway = useMutation({
    mutationFn: () => api.delete("/recipes/:name/draft", { params: { name } }),
    onSuccess: async () => {
      discard.close();
      showDone("The draft is gone.");
      if (published === null) await navigate({ to: "/recipes" });
      await again();
    },
    onError: showProblem,
  });
  const takeOut = useMutation({
    mutationFn: () => api.post("/recipes/:name/delete", { params: { name } }),
    onSuccess: async ({ nowRuns }) => {
      remove.close();
      showDone(
        nowRuns === "shipped"
          ? "The shipped recipe runs again."
          : "The recipe is deleted. It is kept under Deleted recipes.",
      );
      if (nowRuns === "nothing") await navigate({ to: "/recipes" });
      await again();
    },
    onError: showProblem,
  });
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label="More">
            <DotsHorizontalIcon aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {published !== null && (
            <Menu.Item onClick={() => turn.mutate(on ? "disable" : "enable")}>
              {on ? "Switch off" : "Switch on"}
            </Menu.Item>
          )}
          <Menu.Item
            component="a"
            href={`/api/v1/recipes/${name}/export?version=${draft === null ? "published" : "draft"}`}
            download
            leftSection={<DownloadIcon aria-hidden />}
          >
            Export as YAML
          </Menu.Item>
          {draft !== null && (
            <Menu.Item leftSection={<ResetIcon aria-hidden />} onClick={discard.open}>
              Throw the draft away
            </Menu.Item>
          )}
          {published !== null && version.state !== "shipped" && (
            <Menu.Item color="brick" leftSection={<TrashIcon aria-hidden />} onClick={remove.open}>
              {version.state === "own" ? "Delete the recipe" : "Go back to the shipped one"}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={discarding}
        onClose={discard.close}
        title="Throw the draft away?"
        confirm="Throw it away"
        dangerous
        busy={throwAway.isPending}
        onConfirm={() => throwAway.mutate()}
      >
        <Text>
          {published === null
            ? "It was never published: the recipe is gone then. Export it first if you may want it again."
            : "What runs stays as it is. The draft cannot be had back."}
        </Text>
      </ConfirmDialog>
      <ConfirmDialog
        opened={deleting}
        onClose={remove.close}
        title={version.state === "own" ? "Delete the recipe?" : "Go back to the shipped recipe?"}
        confirm={version.state === "own" ? "Delete" : "Go back"}
        dangerous
        busy={takeOut.isPending}
        onConfirm={() => takeOut.mutate()}
      >
        <Text>
          {version.state === "own"
            ? "Runs that have begun go on. What was published stays: the list of recipes has it under Deleted recipes, to be brought back."
            : "Runs that have begun go on. Your version stays among its Versions and can be rolled back to."}
        </Text>
      </ConfirmDialog>
    </>
  );
}
