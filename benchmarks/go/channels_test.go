// Package benchmarks has the scenarios of the JMH benchmarks, natively. An operation is one element.
package benchmarks

import (
	"context"
	"fmt"
	"os/exec"
	"reflect"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// transfer moves at least b.N elements from producers, started first, to consumers.
func transfer(b *testing.B, capacity, producers, consumers int) {
	share := b.N/(producers*consumers) + 1
	total := share * producers * consumers
	channel := make(chan int, capacity)
	var received atomic.Int64
	var group sync.WaitGroup
	b.ResetTimer()
	for range producers {
		group.Go(func() {
			for i := range total / producers {
				channel <- i
			}
		})
	}
	for range consumers {
		group.Go(func() {
			sum := 0
			for range total / consumers {
				sum += <-channel
			}
			received.Add(int64(sum))
		})
	}
	group.Wait()
	each := total / producers
	check(b, received.Load(), int64(producers)*int64(each)*int64(each-1)/2)
}

func check(b *testing.B, received, sent int64) {
	if received != sent {
		b.Fatalf("received a sum of %d, sent %d", received, sent)
	}
}

func BenchmarkRendezvous(b *testing.B)      { transfer(b, 0, 1, 1) }
func BenchmarkParkedProducers(b *testing.B) { transfer(b, 0, 1000, 1) }

func BenchmarkRendezvousLockedThreads(b *testing.B) {
	channel := make(chan int)
	go func() {
		runtime.LockOSThread()
		for i := range b.N {
			channel <- i
		}
	}()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	b.ResetTimer()
	for range b.N {
		<-channel
	}
}

func BenchmarkBuffered(b *testing.B) {
	for _, capacity := range []int{16, 1024} {
		b.Run(fmt.Sprint(capacity), func(b *testing.B) { transfer(b, capacity, 1, 1) })
	}
}

func BenchmarkManyToMany(b *testing.B) {
	for _, capacity := range []int{0, 64} {
		b.Run(fmt.Sprint(capacity), func(b *testing.B) { transfer(b, capacity, 100, 100) })
	}
}

func BenchmarkOversubscribed(b *testing.B) {
	// Processes, because threads of this one would take turns with the goroutines.
	for range runtime.NumCPU() {
		neighbour := exec.Command("sh", "-c", "while :; do :; done")
		if err := neighbour.Start(); err != nil {
			b.Skip(err)
		}
		defer neighbour.Process.Kill()
	}
	for _, capacity := range []int{0, 16} {
		b.Run(fmt.Sprint(capacity), func(b *testing.B) { transfer(b, capacity, 8, 8) })
	}
}

func BenchmarkPingPong(b *testing.B) {
	there, back := make(chan int), make(chan int)
	go func() {
		for i := range there {
			back <- i
		}
	}()
	defer close(there)
	b.ResetTimer()
	for i := range b.N {
		there <- i
		<-back
	}
}

func BenchmarkChain(b *testing.B) {
	const channels = 1000
	for _, capacity := range []int{0, 16} {
		b.Run(fmt.Sprint(capacity), func(b *testing.B) {
			elements := b.N/channels + 1
			first := make(chan int, capacity)
			last := first
			for range channels - 1 {
				from, to := last, make(chan int, capacity)
				go func() {
					for range elements {
						to <- <-from
					}
				}()
				last = to
			}
			b.ResetTimer()
			go func() {
				for i := range elements {
					first <- i
				}
			}()
			for range elements {
				<-last
			}
		})
	}
}

// receiveTwo and receiveEight are statements written out, as one would; with more channels one would
// take reflection, as receiveCases prepares it.
func receiveTwo(c []chan int) {
	select {
	case <-c[0]:
	case <-c[1]:
	}
}

func receiveEight(c []chan int) {
	select {
	case <-c[0]:
	case <-c[1]:
	case <-c[2]:
	case <-c[3]:
	case <-c[4]:
	case <-c[5]:
	case <-c[6]:
	case <-c[7]:
	}
}

func pollTwo(c []chan int) {
	select {
	case <-c[0]:
	case <-c[1]:
	default:
	}
}

func pollEight(c []chan int) {
	select {
	case <-c[0]:
	case <-c[1]:
	case <-c[2]:
	case <-c[3]:
	case <-c[4]:
	case <-c[5]:
	case <-c[6]:
	case <-c[7]:
	default:
	}
}

func receiveCases(channels []chan int) []reflect.SelectCase {
	var cases []reflect.SelectCase
	for _, channel := range channels {
		cases = append(cases,
			reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(channel)})
	}
	return cases
}

func makeChannels(count, capacity int) []chan int {
	channels := make([]chan int, count)
	for i := range channels {
		channels[i] = make(chan int, capacity)
	}
	return channels
}

func BenchmarkSelect(b *testing.B) {
	for _, count := range []int{2, 8, 64} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			channels := makeChannels(count, 0)
			cases := receiveCases(channels)
			go func() {
				for i := range b.N {
					channels[i%count] <- i
				}
			}()
			b.ResetTimer()
			for range b.N {
				switch count {
				case 2:
					receiveTwo(channels)
				case 8:
					receiveEight(channels)
				default:
					reflect.Select(cases)
				}
			}
		})
	}
}

func BenchmarkSelectDefault(b *testing.B) {
	for count, poll := range map[int]func([]chan int){2: pollTwo, 8: pollEight} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			channels := makeChannels(count, 0)
			for range b.N {
				poll(channels)
			}
		})
	}
}

func trySend(channel chan int, element int) bool {
	select {
	case channel <- element:
		return true
	default:
		return false
	}
}

func tryReceive(channel chan int) bool {
	select {
	case <-channel:
		return true
	default:
		return false
	}
}

func BenchmarkTry(b *testing.B) {
	channel, full := make(chan int, 16), make(chan int, 16)
	for trySend(full, 1) {
	}
	b.Run("SendAndReceive", func(b *testing.B) {
		for i := range b.N {
			trySend(channel, i)
			tryReceive(channel)
		}
	})
	b.Run("ReceiveFromEmpty", func(b *testing.B) {
		for range b.N {
			tryReceive(channel)
		}
	})
	b.Run("SendToFull", func(b *testing.B) {
		for i := range b.N {
			trySend(full, i)
		}
	})
}

func BenchmarkForkJoin(b *testing.B) {
	var group sync.WaitGroup
	for range b.N {
		group.Go(func() {})
	}
	group.Wait()
}

func BenchmarkCancel10000(b *testing.B) {
	for range b.N {
		b.StopTimer()
		ctx, cancel := context.WithCancel(context.Background())
		var parked, woken sync.WaitGroup
		for range 10000 {
			parked.Add(1)
			woken.Go(func() {
				parked.Done()
				<-ctx.Done()
			})
		}
		parked.Wait()
		b.StartTimer()
		cancel()
		woken.Wait()
	}
}
