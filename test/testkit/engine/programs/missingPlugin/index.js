import { CustomResource } from "@pulumi/pulumi";

new CustomResource("things:index:Thing", "thing", {});
