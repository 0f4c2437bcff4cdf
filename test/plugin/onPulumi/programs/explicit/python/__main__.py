import pulumi
import pulumi_atlas_org as atlas

config = pulumi.Config()

provider = atlas.Provider(
    "atlas",
    public_key=config.require("publicKey"),
    private_key=config.require_secret("privateKey"),
)
atlas.OrgApiKey(
    "ci",
    org_id=config.require("orgId"),
    description="CI",
    roles=[atlas.OrganizationRole.ORG_MEMBER],
    opts=pulumi.ResourceOptions(provider=provider),
)
