package benchmarks

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

// BenchmarkMaps reads and overwrites, in as many goroutines as there are cores.
func BenchmarkMaps(b *testing.B) {
	for _, keys := range []int{1000, 100000} {
		for _, reads := range []float64{100, 99.9, 90, 50} {
			b.Run(fmt.Sprintf("SyncMap/%d/%v", keys, reads), func(b *testing.B) {
				var shared sync.Map
				mix(b, keys, reads, func(key int) bool {
					_, found := shared.Load(key)
					return found
				}, func(key, value int) { shared.Store(key, value) })
			})
			b.Run(fmt.Sprintf("RWMutex/%d/%v", keys, reads), func(b *testing.B) {
				var lock sync.RWMutex
				shared := make(map[int]int)
				mix(b, keys, reads, func(key int) bool {
					lock.RLock()
					_, found := shared[key]
					lock.RUnlock()
					return found
				}, func(key, value int) {
					lock.Lock()
					shared[key] = value
					lock.Unlock()
				})
			})
		}
	}
}

func mix(b *testing.B, keys int, reads float64, load func(int) bool, store func(int, int)) {
	const lowBits = 1<<20 - 1
	for key := range keys {
		store(1000+7*key, key)
	}
	readsOfLowBits := uint64(reads / 100 * (lowBits + 1))
	var threads atomic.Uint64
	b.ResetTimer()
	b.RunParallel(func(loop *testing.PB) {
		random := 0x9E3779B97F4A7C15 * threads.Add(1)
		for writes := 0; loop.Next(); {
			random ^= random << 13
			random ^= random >> 7
			random ^= random << 17
			key := 1000 + 7*int((random>>32)*uint64(keys)>>32)
			if random&lowBits < readsOfLowBits {
				if !load(key) {
					b.Errorf("key %d is missing", key)
				}
			} else {
				writes++
				store(key, writes)
			}
		}
	})
}
