import "@mantine/charts/styles.layer.css";
import { BarChart } from "@mantine/charts";
import { useNavigate } from "@tanstack/react-router";
import type { Today } from "../../../../runtime/api/contract/today.ts";
import { useSession } from "../../api/session.ts";
import { momentInWords } from "../../words/moments.ts";
import { RUN_GROUPS } from "../../words/run-groups.ts";
import { CHART_HEIGHT_PX } from "./chart-height.ts";
import { hourLater } from "./hour-later.ts";

const SERIES = RUN_GROUPS.map(({ figure, label, colour }) => ({ name: figure, label, color: colour }));

/** Stacked bars. A press on one leads to its runs; without a mouse, the table below has the same links. */
export function HoursChart({ hours }: { readonly hours: Today["hours"] }) {
  const { timeZone } = useSession().installation;
  const navigate = useNavigate();
  const data = hours.map((hour) => ({ ...hour, hour: momentInWords(hour.from, timeZone).time.slice(0, 5) }));
  const open = (index: number): void => {
    const from = hours[index]?.from;
    if (from !== undefined) void navigate({ to: "/runs", search: { from, to: hourLater(from), became: "any" } });
  };
  return (
    <div role="img" aria-label="Bars of each hour’s edits by what became of them; the table below has the figures.">
      <BarChart
        h={CHART_HEIGHT_PX}
        data={data}
        dataKey="hour"
        type="stacked"
        series={SERIES}
        withLegend
        legendProps={{ position: "bottom", height: 32, itemSorter: null }}
        tickLine="none"
        gridAxis="x"
        yAxisProps={{ allowDecimals: false, width: 32 }}
        xAxisProps={{ minTickGap: 24 }}
        maxBarWidth={28}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false, onClick: (_bar, index) => open(index), cursor: "pointer" }}
      />
    </div>
  );
}
