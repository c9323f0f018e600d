package benchmarks

import (
	"fmt"
	"reflect"
	"testing"
	"time"
)

// BenchmarkResidue is the first send and receive on channels at which many selects waited in vain.
func BenchmarkResidue(b *testing.B) {
	const quiet = 8
	for _, lost := range []int{10, 1000, 100000} {
		b.Run(fmt.Sprint(lost), func(b *testing.B) {
			var took time.Duration
			// Timed by hand: to lose the selects takes far longer, and would decide b.N.
			rounds := max(1, 100000/lost)
			for range rounds {
				channels := makeChannels(quiet+1, 1)
				cases := receiveCases(channels)
				go func() {
					for i := range lost {
						channels[quiet] <- i
					}
				}()
				for range lost {
					reflect.Select(cases)
				}
				start := time.Now()
				for i := range quiet {
					channels[i] <- i
					<-channels[i]
				}
				took += time.Since(start)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(took.Nanoseconds())/float64(rounds*quiet), "ns/element")
		})
	}
}
