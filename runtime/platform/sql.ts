import { notImplemented } from "./not-implemented.ts";

/** Methods of a database's app that serve its `sql` props. Each throws until the app overrides it. */
export const sqlProp = {
  methods: { executeQueryAdapter: notImplemented("executeQueryAdapter"), getSchema: notImplemented("getSchema") },
};

/** Methods of a database's app that run its queries. Each throws until the app overrides it. */
export const sqlProxy = {
  methods: {
    getClientConfiguration: notImplemented("getClientConfiguration"),
    executeQuery: notImplemented("executeQuery"),
    proxyAdapter: notImplemented("proxyAdapter"),
  },
};
