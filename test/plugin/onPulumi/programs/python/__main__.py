import pulumi
import pulumi_atlas_org as atlas

config = pulumi.Config()
org_id = config.require("orgId")

ci = atlas.OrgApiKey(
    "ci",
    org_id=org_id,
    description=config.require("description"),
    roles=[atlas.OrganizationRole.ORG_MEMBER],
)
atlas.OrgApiKeyAccessList(
    "office",
    org_id=org_id,
    api_key_id=ci.api_key_id,
    entries=["203.0.113.0/24", "198.51.100.7"],
    opts=pulumi.ResourceOptions(deleted_with=ci),
)
link = atlas.LinkToken(
    "link",
    org_id=org_id,
    access_list_ips=[config.require("host")],
    opts=pulumi.ResourceOptions(delete_before_replace=True),
)

pulumi.export("privateKey", ci.private_key)
pulumi.export("linkToken", link.link_token)
