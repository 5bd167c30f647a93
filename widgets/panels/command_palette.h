// SPDX-License-Identifier: GPL-3.0-or-later
// One line that finds anything: commands, tensors, metrics, samples, recent files (Ctrl+K). Thread rule: GUI thread.
#pragma once

#include <QFrame>
#include <QString>

#include <functional>
#include <vector>

class QLineEdit;
class QListView;

namespace alidade {

/// Something that can be found and done.
struct PaletteEntry {
    QString name;   ///< what is searched and shown, plain text
    QString detail; ///< shown beside it: the key, or what kind of thing it is
    std::function<void()> run;
};

class PaletteModel;

/// A popup over the window. It goes with Esc, with a click elsewhere, and when something was chosen.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    /// As many of the best are listed.
    static constexpr std::size_t mostShown = 100;

    explicit CommandPalette(QWidget* parent);

    /// Opens over the top of the window with these entries.
    void open(std::vector<PaletteEntry> entries);
    /// Names that are listed, best first.
    [[nodiscard]] QStringList shown() const;
    [[nodiscard]] QLineEdit* line() const { return m_line; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search();
    void step(int by);
    void runCurrent();

    QLineEdit* m_line = nullptr;
    QListView* m_list = nullptr;
    PaletteModel* m_model = nullptr;
};

} // namespace alidade
