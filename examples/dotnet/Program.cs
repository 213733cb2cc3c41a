// Published on the instance; Kestrel listens where ASPNETCORE_URLS says.
const string page = "v1";

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => $"dotnet {page}\n");
app.Run();
