# Node and npm are all that BesaHubs needs: PostgreSQL comes from npm.
{ pkgs }: {
  deps = [ pkgs.nodejs_22 ];
}
