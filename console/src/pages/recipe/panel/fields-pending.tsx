import { Skeleton, VisuallyHidden } from "@mantine/core";

/** While the component is on its way whose props are the fields: nothing below is pushed down when they come. */
export function FieldsPending() {
  return (
    <div role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      <Skeleton h={420} />
    </div>
  );
}
