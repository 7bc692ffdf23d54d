/** Known before the chart is there, so that nothing moves when it comes. */
export const CHART_HEIGHT_PX = 260;
