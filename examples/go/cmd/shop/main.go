// A module with its command below cmd/, built on the instance.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

const page = "v1"

func main() {
	http.HandleFunc("/", func(answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(answer, "go %s\n", page)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
