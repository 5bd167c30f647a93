// SPDX-License-Identifier: GPL-3.0-or-later
// Clocks, waiting for paint, and files for the bars of the window.
#pragma once

#include "tests/widgets/window_fixture.h"
#include "widgets/panels/overview.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <functional>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace alidade::bench {

inline double clockMilliseconds(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

inline double cpuNow() { return clockMilliseconds(CLOCK_THREAD_CPUTIME_ID); }
inline double wallNow() { return clockMilliseconds(CLOCK_MONOTONIC); }

inline double quantile(std::vector<double> values, double share)
{
    if (values.empty()) return 0.0;
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

/// Milliseconds of one thing done several times.
struct Times {
    std::vector<double> cpu;
    std::vector<double> wall;

    void measure(const std::function<void()>& body)
    {
        const double cpuBefore = cpuNow();
        const double wallBefore = wallNow();
        body();
        cpu.push_back(cpuNow() - cpuBefore);
        wall.push_back(wallNow() - wallBefore);
    }
};

/// Prints a line of the table. A budget of 0 is none. "yes" if the 95th percentiles stay below; "within 5x" if only the
/// clock does not, by less than five times: others use the machine, too.
inline void bar(const char* name, double cpuBudget, double wallBudget, const Times& times)
{
    const auto budget = [](double value, const char* what) {
        return value > 0.0 ? QStringLiteral("%1 ms %2").arg(value).arg(QLatin1String(what)) : QString();
    };
    QStringList budgets{budget(cpuBudget, "cpu"), budget(wallBudget, "wall")};
    budgets.removeAll(QString());
    const double cpu = quantile(times.cpu, 0.95);
    const bool hasWall = !times.wall.empty(); // what is a part of something else has none of its own
    const double wall = hasWall ? quantile(times.wall, 0.95) : 0.0;
    const QString walls = hasWall ? QString::asprintf("%.1f / %.1f", quantile(times.wall, 0.5), wall) : QString();
    const bool byCpu = cpuBudget <= 0.0 || cpu <= cpuBudget;
    const char* kept = byCpu && (wallBudget <= 0.0 || wall <= wallBudget) ? "yes"
                       : byCpu && wall <= 5.0 * wallBudget                ? "within 5x"
                                                                          : "no";
    std::printf("| %s | %s | %.1f / %.1f | %s | %s |\n", name, qPrintable(budgets.join(QStringLiteral(", "))),
                quantile(times.cpu, 0.5), cpu, qPrintable(walls),
                times.cpu.empty() ? "not measured" : kept);
    std::fflush(stdout);
}

/// Runs the event loop, asleep in between, until something holds; false after 60 s.
inline bool runUntil(const std::function<bool()>& holds)
{
    QTimer tick;
    tick.start(2);
    QElapsedTimer since;
    since.start();
    while (!holds()) {
        if (since.elapsed() > 60000) return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// Waits for widgets to be painted once.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(const QList<QWidget*>& widgets) : m_left(widgets.begin(), widgets.end())
    {
        for (QWidget* widget : widgets)
            widget->installEventFilter(this);
    }
    void wait()
    {
        runUntil([this] { return m_left.isEmpty(); });
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) m_left.remove(watched);
        return false;
    }

private:
    QSet<QObject*> m_left;
};

inline QList<QWidget*> shownPlots(const MainWindow& window)
{
    QList<QWidget*> views;
    for (const PlotCard* card : window.overview()->cards())
        views.append(card->view());
    return views;
}

/// `change`, and every plot of the board painted after it.
inline void measureRedraw(Times& times, const MainWindow& window, const std::function<void()>& change)
{
    times.measure([&] {
        PaintWatch watch(shownPlots(window));
        change();
        watch.wait();
    });
}

/// Tensors of these shapes without any data behind them: holes that read as zeros. @returns bytes
inline qint64 writeHoles(const QString& path, const QList<QPair<QString, QList<int>>>& tensors)
{
    QJsonObject header;
    qint64 offset = 0;
    for (const auto& [name, shape] : tensors) {
        qint64 bytes = 2;
        for (const int size : shape)
            bytes *= size;
        header[name] = QJsonObject{{QStringLiteral("dtype"), QStringLiteral("F16")},
                                   {QStringLiteral("shape"), QJsonArray{shape.at(0), shape.at(1)}},
                                   {QStringLiteral("data_offsets"), QJsonArray{offset, offset + bytes}}};
        offset += bytes;
    }
    QByteArray json = QJsonDocument(header).toJson(QJsonDocument::Compact);
    while (json.size() % 8 != 0)
        json.append(' ');
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return 0;
    const auto length = static_cast<quint64>(json.size());
    file.write(reinterpret_cast<const char*>(&length), sizeof length);
    file.write(json);
    file.resize(file.pos() + offset);
    return offset;
}

inline QString writeLarge(const QString& path)
{
    QList<QPair<QString, QList<int>>> tensors;
    for (int block = 0; block < 26; ++block) {
        const QString prefix = QStringLiteral("model.layers.%1.").arg(block);
        for (const char* name : {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj"})
            tensors.append({prefix + QLatin1String(name) + QStringLiteral(".weight"), {4096, 4096}});
        for (const char* name : {"mlp.gate_proj", "mlp.up_proj"})
            tensors.append({prefix + QLatin1String(name) + QStringLiteral(".weight"), {11008, 4096}});
        tensors.append({prefix + QStringLiteral("mlp.down_proj.weight"), {4096, 11008}});
    }
    return writeHoles(path, tensors) > 10'000'000'000 ? path : QString();
}

/// Bytes of a file that are in memory.
inline double residentBytes(const QString& path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const auto size = static_cast<std::size_t>(QFileInfo(path).size());
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    void* at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
    std::vector<unsigned char> pages((size + page - 1) / page);
    if (at != MAP_FAILED && ::mincore(at, size, pages.data()) == 0) ::munmap(at, size);
    ::close(file);
    return static_cast<double>(page) * static_cast<double>(std::ranges::count_if(pages, [](unsigned char p) {
               return (p & 1) != 0;
           }));
}

} // namespace alidade::bench
