<%@ Page Language="C#" %>
<!doctype html>
<title>Shop</title>
<h1>Hello from IIS v1</h1>
<p>.NET <%= Environment.Version %> on <%= Environment.MachineName %></p>
