// Builds a tree with the Go project's own transparency log code, its hashes kept in memory; prints leaves per second.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	count, _ := strconv.ParseInt(os.Args[1], 10, 64)
	length, _ := strconv.Atoi(os.Args[2])
	entry := make([]byte, length)
	var kept []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = kept[index]
		}
		return hashes, nil
	})
	began := time.Now()
	for i := int64(0); i < count; i++ {
		binary.BigEndian.PutUint32(entry, uint32(i))
		hashes, err := tlog.StoredHashes(i, entry, reader)
		if err != nil {
			panic(err)
		}
		kept = append(kept, hashes...)
	}
	if _, err := tlog.TreeHash(count, reader); err != nil {
		panic(err)
	}
	fmt.Print(float64(count) / time.Since(began).Seconds())
}
